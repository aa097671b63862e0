"""Sheets and records: cells under the names of their columns."""
