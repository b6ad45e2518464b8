"""JSON Schemas (draft 7): of the files from their models, of the outputs from their shapes; none is written by hand."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.task_list import TaskList
from readiness_tui.model.workspace import WorkspaceSettings

DRAFT = "http://json-schema.org/draft-07/schema#"
FILES: Mapping[str, type[BaseModel]] = {
    "questionnaire": Questionnaire,
    "assessment": Assessment,
    "workspace": WorkspaceSettings,
    "tasks": TaskList,
}
_PLAIN: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
}


class _FileSchema(GenerateJsonSchema):
    """What a person may write: a key with nothing after the colon reads as empty where the model says so."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = super().function_before_schema(schema)
        name = getattr(schema["function"]["function"], "__qualname__", "")
        return {"anyOf": [inner, {"type": "null"}]} if name.startswith("none_as") else inner

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Only plain values are named as defaults; an editor would offer nothing and empty text as values to write."""
        default = schema.get("default")
        if default and isinstance(default, str | bool | int):
            return super().default_schema(schema)
        inner = self.generate_inner(schema["schema"])
        return {**inner, "default": int(default)} if default == 1 else inner


def file_schema(name: str) -> dict[str, Any]:
    """The schema of a file that people write. Raises KeyError."""
    model = FILES[name]
    made = model.model_json_schema(
        by_alias=True, ref_template="#/definitions/{model}", schema_generator=_FileSchema, mode="validation"
    )
    tidied = _tidied({"definitions": made.pop("$defs", {}), **made})
    return {"$schema": DRAFT, "title": f"readiness {name}", **tidied}


def _tidied(schema: Any) -> Any:
    """Without the titles that pydantic makes up, and with lists of fixed length as draft 7 writes them."""
    if isinstance(schema, list):
        return [_tidied(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    tidied = {}
    for key, value in schema.items():
        if key == "title" and isinstance(value, str):
            continue
        if key in ("properties", "definitions"):
            tidied[key] = {name: _tidied(part) for name, part in value.items()}
        else:
            tidied["items" if key == "prefixItems" else key] = (
                value if key in ("default", "enum", "examples") else _tidied(value)
            )
    return tidied


def output_schema(name: str, shape: Any) -> dict[str, Any]:
    """The schema of an output from its TypedDict. More keys may come, so they are allowed."""
    definitions: dict[str, Any] = {}
    whole = _of_dict(shape, definitions)
    return {"$schema": DRAFT, "title": f"readiness {name}", **whole, "definitions": dict(sorted(definitions.items()))}


def _of_dict(shape: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    names = vars(sys.modules[shape.__module__])
    hints = get_type_hints(shape, globalns=dict(names), include_extras=True)
    made: dict[str, Any] = {"type": "object"}
    if shape.__doc__ and not shape.__doc__.startswith("dict("):
        made["description"] = shape.__doc__
    made["properties"] = {key: _of(hint, definitions) for key, hint in hints.items()}
    made["required"] = [key for key, hint in hints.items() if get_origin(hint) is not NotRequired]
    return made


def _of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is NotRequired:
        return _of(arguments[0], definitions)
    if origin is Literal:
        return {"const": arguments[0]} if len(arguments) == 1 else {"enum": list(arguments)}
    if origin in (Union, UnionType):
        return {"anyOf": [_of(part, definitions) for part in arguments]}
    if origin is list:
        return {"type": "array", "items": _of(arguments[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(arguments[1], definitions)}
    if is_typeddict(hint):
        return _reference(hint, definitions)
    return dict(_PLAIN[hint])


def _reference(shape: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    name = f"{shape.__module__.rpartition('.')[2]}.{shape.__name__}"
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _of_dict(shape, definitions)
    return {"$ref": f"#/definitions/{name}"}
