"""Messages that the product sends unasked, from the transaction that causes them until they are sent or given up.

Tables: outbox, outbox_media, parked_reply, sender_lease; what a page showed is read from people's page_history.
message: put, withdraw; posts: to_posts; sending: due, ahead_of, lease, change; held: release_held; parked: park;
pictures: expect_media; quiet_times: allowed_at; addressing: hand_over_messages, misled; failures: retry_failed.
It must not know what a cause means, nor how anything is shown: handlers/pushed/table.py does.
"""
