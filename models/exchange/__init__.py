"""Cases that come from elsewhere and go elsewhere: work orders of other systems, cases filed at a window, case files.

Tables: case_origin, case_claim, case_tie, department_key.
filing_for: file_for_somebody; work_order: read_work_order, read_sheet; claim: claim_case; case_file: file_of_case;
ties: merge_case, link_cases; keys: new_key, department_for_key; sheet_of_list: rows_of_list.
It must not know negotiations, notices or figures, and never the person behind an anonymous case.
"""
