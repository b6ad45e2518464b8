"""The command line: one small module a command group; stdout = data, stderr = narration."""
