"""Accounts: invitations, passwords, second factors, locks after failed sign-ins, and sessions."""
