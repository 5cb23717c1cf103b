"""aiogram imported without building its types: small, and every type still works."""

import subprocess
import sys

BUILD_ALL = """
from bot.lean_import import import_aiogram
import_aiogram()
import resource
import aiogram, aiogram.methods, aiogram.types
from pydantic import BaseModel
import_aiogram()
models = [
    each for module in (aiogram.types, aiogram.methods) for each in vars(module).values()
    if isinstance(each, type) and issubclass(each, BaseModel)
]
print("built at once:", sum(each.__pydantic_complete__ for each in models), "of", len(models))
chat = {"id": 1, "type": "private"}
button = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
update = aiogram.types.Update.model_validate({
    "update_id": 1, "message": {"message_id": 1, "date": 0, "chat": chat, "text": "x", "reply_markup": button}
})
assert update.message.reply_markup.inline_keyboard[0][0].callback_data == "b"
method = aiogram.methods.SendMessage.model_validate({"chat_id": 1, "text": "x", "reply_markup": button})
assert type(method.reply_markup) is aiogram.types.InlineKeyboardMarkup
assert update.message.answer("y").text == "y"
answer = {"ok": True, "result": {"message_id": 5, "date": 0, "chat": chat, "text": "y"}}
taken = aiogram.methods.Response[aiogram.methods.SendMessage.__returning__].model_validate(answer)
assert taken.result.message_id == 5
for each in models:
    assert each.model_rebuild() is not False, each
    assert each.__pydantic_complete__ or each.__pydantic_generic_metadata__["parameters"], each
"""


def test_every_type_of_aiogram_can_be_built_when_it_is_needed() -> None:
    done = subprocess.run([sys.executable, "-c", BUILD_ALL], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    built, _, of = done.stdout.split(":")[1].partition(" of ")
    assert int(built) < int(of) / 4
