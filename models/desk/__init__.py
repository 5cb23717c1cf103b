"""A case as it lies on a desk: what a colleague sees of it, may do with it and writes, and who else has it open.

Tables: desk_draft, desk_presence.
staff_case, whole_case: what is read of it; written: perform; drafts: keep_draft; presence: be_there; related;
originals: ask_original; blackening: draw_boxes.
It must not know figures or pages: those stand on it.
"""
