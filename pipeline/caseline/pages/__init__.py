"""Self-contained HTML pages: one file, no network, nothing of the data is ever run."""

from caseline.pages.page import Page, asset, data_block, write_page

__all__ = ["Page", "asset", "data_block", "write_page"]
