### When a rule says no, or something broke. A button gets the first 200 characters.

error-unexpected = 我这边出错了，你没做错。稍等再试一次，急事打 12345；出事故、受伤先打 120、122。
error-too-fast = 发得太快，后面的我没收。等十秒再发。出事故、受伤先打 120、122。
error-consent-needed = 这个要记下来，得你先同意。去“我的”里点“同意”，再来一次。
error-place-gone = 这个地方已经撤了，换一个吧。
error-place-unknown = 没有编号是 { $code } 的驿站，门上的码可能坏了，或者是别的城市的。
error-spot-unknown = 没找到这个地方。换个叫法，比如路名、区名、驿站名。
error-too-many-files = 今天的文件太多了，存不下。明天再来。
