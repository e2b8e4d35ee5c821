"""Holds the stand-in to gspread's own tests: run against it live, and replayed from recordings."""
