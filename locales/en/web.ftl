### The web chat page around the conversation. No message here takes variables: the page's scripts show them as they are.

## Header

web-title = Nuanxin
web-description = For riders, drivers and couriers: warm stations open now, with toilets, hot water, charging and a place to rest.
web-sample = Sample data
web-sample-about = The places here are invented for trying the service; they are not real
web-emergency = In an accident, call
web-emergency-medical = Medical
web-emergency-traffic = Crash
web-skip = Skip to the message box
web-no-script = This page needs JavaScript. In an accident call 120 or 122 first; for urgent matters call 12345.

## Conversation

web-log = Conversation
web-from-service = Nuanxin:
web-from-me = Me:
web-pressed = Pressed:
web-choices = Buttons
web-newest = Newest
web-call = Call
web-opens-outside = (opens a new page)
web-place-open = See the map
web-file-save = Download
web-photo-of-service = Photo
web-photo-unseen = The photo did not load
web-my-location = My location
web-my-photo = Photo or file I sent

## Writing

web-composer = Send a message
web-text = Your message
web-text-hint = Say it, or a street
web-send = Send
web-send-location = Send location
web-send-photo = Send photos or files
web-enter = Enter sends, Shift + Enter starts a new line

## What became of it

web-unsent = Not sent.
web-resend = Send again
web-photo-waiting = Waiting its turn
web-photo-sending = Uploading
web-photo-failed = Not uploaded. Try again where the signal is better.
web-photo-lost = This upload was cut off. Please choose the photo again.
web-photo-smaller = Over 20 MB, so a smaller copy was sent.
web-file-too-large = Over 20 MB, not sent. Choose a smaller one; of a video cut out what matters, or send a screenshot.
web-file-gone = This file has expired, or belongs to another chat. Ask for it again in the chat.
web-uploads-busy = Too many files are on their way. Retry in a minute; if it is urgent, write it first.
web-uploads-enough = Too many files came from your network this hour. Use another one, or send it in an hour; if it is urgent, write it first.
web-uploads-full = There is no room for files right now. Write it first, keep the file on your phone and send it tomorrow.
web-downloads-busy = Too many downloads at the moment. Tap again in ten seconds.

## Connection

web-connecting = Connecting…
web-reconnecting = Connection lost, reconnecting…
web-offline = No network. What you send is kept and goes out once you are back online.
web-reconnect-now = Reconnect now
web-close = Close this notice

## Location

web-locating = Finding your position, 10 seconds at most…
web-location-denied = No permission to use your location. Type a street, district or mall instead.
web-location-unavailable = Your position is not available right now. Type a street, district or mall instead.
web-location-timeout = No position after 10 seconds. Type a street, district or mall instead.
web-too-many-new = Too many new people are coming from your network right now, so this was not taken. Send it again in a minute. If somebody is hurt, call 120, 122 or 110 first.
web-not-understood = That arrived garbled and was not taken. Please send it again.
