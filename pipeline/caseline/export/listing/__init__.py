"""The line listing: a row a case, for people who work in spreadsheets."""

from caseline.export.listing.csv_file import Csv
from caseline.export.listing.xlsx_file import Xlsx

__all__ = ["Csv", "Xlsx"]
