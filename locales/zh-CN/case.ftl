### Cases: what is told of one, wherever it shows.

case-state-filed = 已提交，等部门接收
case-state-accepted = 部门在办
case-state-waiting-worker = 等你补充
case-state-answered = 有答复了
case-state-settled = 办完了，等你确认
case-state-reopened = 重新办理
case-state-closed = 已结束
case-state-withdrawn = 已撤回
