"""The command line: one small module a command group; stdout is data, stderr is narration."""
