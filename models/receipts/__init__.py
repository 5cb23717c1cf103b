"""What proves to outsiders that something was received, and that nobody rewrote it since.

Tables: daily_seal, sealed_case.
receipt: sign_receipt, verify_receipt; standing: standing_of; daily_seal: lines; daily_sealing: seal_portion.
It must not know who reads it, nor the words of a receipt.
"""
