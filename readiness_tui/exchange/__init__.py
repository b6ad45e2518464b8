"""Importers and exporters: text or tree in, noun or text out."""
