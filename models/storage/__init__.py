"""The database and the service's own data in it: how it is opened, encrypted, and brought under a new key.

Tables: secret, stored_file and its pieces, incoming_file, tries, write_check, process_lease.
database: open_database; encryption: new_key; secrets: secret, insert; unlinkable: keyed_digest; kept_file: store_file;
incoming_file: expect_file; personal: Personal; session_info: Kept; wakeups: wake, woken_by; process_lease: take.
It must not know any noun of the domain; every_table imports the rooms by name, for commands that need all tables.
"""
