"""The front end in a browser: serves the full-screen program to this computer alone, behind a token."""
