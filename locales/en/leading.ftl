### Spreading cases.

error-nobody-to-spread = No colleague is there who could get them.
