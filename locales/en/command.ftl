### What the command menu says of each command.

command-start = Start
command-stations = Find a warm station
command-events = Courses and events
command-benefits = Benefits
command-policies = Policies
command-cases = How my cases stand
command-me = What is kept of me
command-language = Change language
command-help = Home; staff: what you can do
