"""One module a screen; a screen never imports another screen or the app."""
