"""The administration console: review, people, certificates, settings, prices, platforms, staff, the audit log.

Pages without scripts. Who may do what is a role, looked up in the database at each request; every change is audited.
"""
