### The page that checks a receipt. No message here takes variables.

verify-title = 查收条
verify-lead = 看一份收条是不是我们出的、有没有改过。不用登录，也不留下内容。
verify-file = 选凭证文件
verify-drop = 或者把文件拖进来
verify-paste = 或者把凭证全文粘到这里，最后一行的签名也要
verify-check = 查一下
verify-nothing = 先选文件，或者粘上全文。
verify-not-one = 这么大的文件不是收条。
verify-trouble = 没连上，等会儿再查。
verify-means = 凭证说明什么
verify-means-what = 只说明我们什么时候收到了什么，不说明内容属实，也不代替仲裁、诉讼或其他申请。
verify-self = 自己也能查：签名是 Ed25519，签的是“Ed25519: ”那一行之前的全部字节。
verify-key = 公钥
verify-no-script = 这个页面要打开 JavaScript 才能用。
