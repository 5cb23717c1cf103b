### What the command menu says of each command.

command-start = 从头开始
command-stations = 找暖新驿站
command-events = 培训活动
command-benefits = 暖新福利
command-policies = 查政策
command-cases = 看进度
command-me = 我的信息
command-language = 换语言
command-help = 首页；工作人员看能做什么
