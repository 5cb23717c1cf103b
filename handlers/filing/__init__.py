"""A case is told: its kind, its questions one by one, its evidence, and the review before it is filed.

Tables: none.
choosing: what kind it is; filling: its questions, each as its kind in kinds/ says; proof: its evidence; review: the
end; drafts: the ways back.
It must not know what becomes of the case afterwards: that is in handlers/cases.
"""
