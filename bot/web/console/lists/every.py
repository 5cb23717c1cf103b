"""Every page and press of the lists."""

from bot.web.console.lists import bulk, pages, sheet, views

PAGES = (*pages.PAGES, *bulk.PAGES, *views.PAGES, *sheet.PAGES)
