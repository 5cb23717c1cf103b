"""Filing a case: its type, its questions one by one, its evidence, and the review before it is filed.

Tables: none.
choosing: the type; filling: the questions, each as its kind in kinds/ says; proof: the evidence; review: the end;
drafts: the ways back.
It must not know what becomes of the case afterwards: that is in handlers/cases.
"""
