"""Saved web pages: their paper as clean text, without what stands around it."""

from caseline.reading.web_page.read import read_html

__all__ = ["read_html"]
