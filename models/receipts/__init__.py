"""Receipts and daily lines: they prove to outsiders that something was received and not rewritten since.

Tables: daily_seal, sealed_case.
receipt: sign_receipt, verify_receipt; standing: standing_of; daily_seal: lines; daily_sealing: seal_portion.
It must not know its readers, nor the words of a receipt.
"""
