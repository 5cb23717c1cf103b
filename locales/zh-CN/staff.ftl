### 工作人员: who joins a department or a place with a code, and what they do there.

staff-post = { $department }{ $role ->
    [lead] 负责人
    [admin] 管理员
   *[staff] 经办人
}
staff-joined =
    { $name }，你现在是{ $post }。
    本部门的新诉求会发到这个聊天里，按提示点按钮就能办。
    当事人看得到你的称呼“{ $name }”，看不到你的账号。
staff-joined-host = { $name }，{ $place }归你管了。
