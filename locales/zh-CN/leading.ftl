### 分案。

error-nobody-to-spread = 没有在岗的同事能分。
