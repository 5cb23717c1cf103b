### When a rule says no, or something broke. A button gets the first 200 characters.

error-unexpected = Something broke on my side; you did nothing wrong. Try again in a moment. If urgent call 12345; in an accident or hurt, 120 or 122.
error-too-fast = That was too fast, I did not take the rest. Wait ten seconds. In an accident or hurt, call 120 or 122 first.
error-consent-needed = To keep this I need your agreement first. Tap “Agree” under “Me”, then try again.
error-place-gone = This place is gone. Please choose another.
error-place-unknown = No station has the code { $code }. The code on the door may be damaged, or from another city.
error-spot-unknown = I cannot find that. Try another name: a street, a district or a station.
error-too-many-files = Too many files for today, I cannot keep more. Come back tomorrow.
