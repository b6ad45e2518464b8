"""The JSON documents that `--json` prints: results in, plain dicts out; each shape is a TypedDict beside its maker."""
