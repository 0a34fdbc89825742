"""Notifications to referring clinicians, and receipts of what they have read."""
