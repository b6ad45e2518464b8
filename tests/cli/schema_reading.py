"""As much of JSON Schema as our output schemas use: what in a document doesn't fit its schema."""

from __future__ import annotations

from typing import Any

TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
KNOWN = {
    *("$schema", "title", "description", "definitions", "type", "properties", "required", "items", "anyOf", "enum"),
    *("const", "$ref", "additionalProperties"),
}


def misfits(value: Any, schema: dict[str, Any], whole: dict[str, Any], where: str = "$") -> list[str]:
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        return misfits(value, whole["definitions"][schema["$ref"].rpartition("/")[2]], whole, where)
    if "anyOf" in schema:
        found = [misfits(value, part, whole, where) for part in schema["anyOf"]]
        return [] if [] in found else min(found, key=len)
    if "const" in schema:
        return [] if value == schema["const"] else [f"{where}: {value!r}"]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{where}: {value!r}"]
    kind = schema["type"]
    if not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind in ("integer", "number")):
        return [f"{where}: {value!r} is no {kind}"]
    if kind == "array":
        return [lack for each in value for lack in misfits(each, schema["items"], whole, f"{where}[]")]
    if kind == "object":
        return _object_misfits(value, schema, whole, where)
    return []


def _object_misfits(value: dict[str, Any], schema: dict[str, Any], whole: dict[str, Any], where: str) -> list[str]:
    lacks = [f"{where}.{key} is missing" for key in schema.get("required", ()) if key not in value]
    properties, others = schema.get("properties", {}), schema.get("additionalProperties")
    for key, part in value.items():
        inner = properties.get(key, others)
        if isinstance(inner, dict):
            lacks += misfits(part, inner, whole, f"{where}.{key}")
        elif properties and key not in properties:
            lacks.append(f"{where}.{key} isn't in the schema")
    return lacks
