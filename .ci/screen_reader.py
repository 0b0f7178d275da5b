"""What a screen reader hears of the Today screen: every control by name, the rows with their values."""

import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

ROLES = {"push button", "button", "slider", "spin button", "tool bar", "entry", "text", "toggle button", "link"}


def program():
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        if child and "biota" in (child.get_name() or "").lower():
            return child
    return None


def walk(node):
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            yield from walk(child)


def wait_for_tree(wanted):
    for _ in range(150):
        found = program()
        if found:
            nodes = list(walk(found))
            if any(node.get_name() == wanted for node in nodes):
                return nodes
        time.sleep(0.2)
    sys.exit(f"no program with '{wanted}' on the accessibility bus")


def value_of(node):
    value = node.get_value_iface()
    return None if value is None else value.get_current_value()


nodes = wait_for_tree("Sleep")
controls = [node for node in nodes if node.get_role_name() in ROLES]
nameless = [node.get_role_name() for node in controls if not (node.get_name() or "").strip()]
if nameless:
    sys.exit(f"controls without a name: {nameless}")
rows = {node.get_name(): node for node in controls}
if value_of(rows["Sleep"]) != 7.0:
    sys.exit(f"sleep is heard as {value_of(rows['Sleep'])}, not 7")
if value_of(rows["Water"]) != 500.0:
    sys.exit(f"water is heard as {value_of(rows['Water'])}, not 500")
states = rows["Stress"].get_state_set()
if not states.contains(Atspi.StateType.FOCUSABLE):
    sys.exit("stress cannot take the focus")
print(f"   {len(controls)} controls, each with a name; sleep is 7, water 500, stress can take the focus")
