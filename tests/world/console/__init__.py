"""What tests of the console share: somebody who is signed in, and a provider of identities."""
