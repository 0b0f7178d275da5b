"""What a screen reader hears of the Today screen: every control by name, the rows with value and state.

The journal it is shown has 7 hours of sleep, 500 ml of water, itch 4 and no entry for stress on the day that is open.
"""

import sys
import time
import warnings

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

warnings.simplefilter("ignore", DeprecationWarning)
CONTROLS = {
    "button", "check box", "combo box", "entry", "link", "list item", "menu item", "push button", "radio button",
    "slider", "spin button", "text", "toggle button", "tool bar",
}  # fmt: skip


def program():
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        if child and (child.get_name() or "").lower().startswith("biota"):
            return child
    return None


def walk(node):
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            yield from walk(child)


def tree_with(wanted):
    for _ in range(200):
        try:
            found = program()
            nodes = list(walk(found)) if found else []
            if any(node.get_name() == wanted for node in nodes):
                return nodes
        except gi.repository.GLib.Error:
            pass  # the tree changed meanwhile
        time.sleep(0.2)
    sys.exit(f"FAILED: no program with '{wanted}' on the accessibility bus")


def the_one(nodes, role, name):
    found = [node for node in nodes if (node.get_role_name(), node.get_name()) == (role, name)]
    if len(found) != 1:
        sys.exit(f"FAILED: {len(found)} of {role} '{name}'")
    return found[0]


def expect(what, heard, wanted):
    if heard != wanted:
        sys.exit(f"FAILED: {what}: heard {heard!r}, not {wanted!r}")


def value_of(node):
    value = node.get_value_iface()
    return None if value is None else value.get_current_value()


def can_take_focus(node):
    return node.get_state_set().contains(Atspi.StateType.FOCUSABLE)


nodes = tree_with("Itch")
controls = [node for node in nodes if node.get_role_name() in CONTROLS or can_take_focus(node)]
nameless = [node.get_role_name() for node in controls if not (node.get_name() or "").strip()]
expect("controls without a name", nameless, [])
frames = [node.get_name() for node in nodes if node.get_role_name() in ("frame", "window")]
expect("the window", frames, ["Biota"])

sleep = the_one(nodes, "spin button", "Sleep")
water = the_one(nodes, "spin button", "Water")
itch = the_one(nodes, "slider", "Itch")
stress = the_one(nodes, "slider", "Stress")
foods = the_one(nodes, "tool bar", "Fermented food, items")
expect("sleep", (value_of(sleep), sleep.get_description()[:3]), (7.0, "7 h"))
expect("water", (value_of(water), water.get_description()[:6]), (500.0, "500 ml"))
expect("itch", (value_of(itch), "moderate" in itch.get_description()), (4.0, True))
expect("stress", (value_of(stress), stress.get_description()), (None, "not logged"))
expect("foods", bool(foods.get_description()), True)
for node in (sleep, water, itch, stress, foods):
    expect(f"{node.get_name()} can take the focus", can_take_focus(node), True)
print(f"   {len(controls)} controls, each with a name")
for node in (sleep, itch, stress, foods):
    print(f"   {node.get_name()}, {node.get_role_name()}: {node.get_description()}")
