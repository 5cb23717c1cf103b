### The interface for a department's own system: its description, and what it answers. Errors of the domain have their own words.

api-title = Interface for cases
api-lead = For a department's own system: it reads the department's cases and files forwarded work orders. It sees what a clerk of the department sees; who filed anonymously is not in it.
api-key = Send Authorization: Bearer and the key with every request. A lead makes keys in the console under “Interfaces”; each is shown once.
api-document = OpenAPI document
api-types = Keys of the case types
api-changed = Cases that changed
api-changed-how = In the order of their steps, so a case can come several times: update it by its number. To follow, ask with since = when you last began, and take page after page by next until it is null.
api-changed-200 = A page of cases; next is the `after` of the next page, null at the end.
api-since = Only cases that changed since then, with a time zone; rounded down to the hour, so some come again.
api-after = next of the page before.
api-limit = Cases of a page.
api-one = One case
api-one-how = With its facts and its whole record. Each look is noted in the record of the post.
api-one-200 = The case.
api-number = Its number, such as NX-261123-00472-1.
api-file = File a work order
api-file-how = The key's department handles it. Nobody follows it in the chat unless they get a claim code later. One number of one source is filed once.
api-file-201 = It is filed; its number.
api-field-number = its number in the other system
api-field-story = what it is about, 2000 characters at most
api-field-type = key of the case type
api-field-source = key of the source; without it, other
api-field-back-by = the day by which it has to go back
api-field-name = name of the person; kept only with a telephone number
api-field-phone = telephone number
api-field-place = where
api-field-platform = name of the platform
api-400 = The request cannot be read; the message says which part.
api-404 = There is no such case, or it is another department's.
api-409 = This work order was filed before; number says as which case.
api-bad-request = This cannot be read: { $what }
api-no-key = There is no key, or it was ended.
api-too-many = Too many requests; come back later.
api-faults = Some fields have to be changed, all listed in faults. Nothing was filed.
