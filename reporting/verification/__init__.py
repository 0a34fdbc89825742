"""Verification of printed reports by code, and of stored versions by their seals and signatures."""
