"""The rows of an export as Parquet, by the `pyarrow` library (extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from readiness_tui.exchange.export_table import AnyTable, Cell, Kind
from readiness_tui.model.faults import Fault, UserError

if TYPE_CHECKING:
    from pyarrow import DataType


def demand_pyarrow() -> None:
    """Raises UserError where the library is missing."""
    try:
        import pyarrow.parquet  # noqa: F401  # the question is whether it is there
    except ImportError:
        remedy = "install it: pip install 'readiness_tui[parquet]', or use -f jsonl"
        raise UserError(Fault("-f parquet needs the pyarrow library, which isn't installed", remedy)) from None


def parquet(table: AnyTable, rows: Iterable[tuple[Cell, ...]]) -> bytes:
    """One row group, without statistics, which only help where a file has many; the same rows give the same bytes with
    the same version of the library."""
    import pyarrow
    from pyarrow.parquet import write_table

    schema = pyarrow.schema([(column.name, _arrow_type(column.kind)) for column in table.columns])
    columns = [list(cells) for cells in zip(*rows, strict=True)] or [[] for _ in table.columns]
    arrays = [pyarrow.array(cells, field.type) for cells, field in zip(columns, schema, strict=True)]
    sink = pyarrow.BufferOutputStream()
    made = pyarrow.Table.from_arrays(arrays, schema=schema)
    write_table(made, sink, compression="snappy", write_statistics=False, store_schema=False)
    raw: bytes = sink.getvalue().to_pybytes()
    return raw


def _arrow_type(kind: Kind) -> DataType:
    import pyarrow

    types: dict[Kind, DataType] = {
        "text": pyarrow.string(),
        "exact": pyarrow.string(),
        "double": pyarrow.float64(),
        "whole": pyarrow.int64(),
        "truth": pyarrow.bool_(),
        "day": pyarrow.date32(),
        "moment": pyarrow.timestamp("us", tz="UTC"),
    }
    return types[kind]
