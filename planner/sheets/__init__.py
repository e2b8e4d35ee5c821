"""The two backends, a Google Sheet and a workbook file, behind one small protocol."""
