"""The only room that opens files or imports yaml."""
