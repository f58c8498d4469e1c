import QtQuick
import SecureClient.Model

// An input bound to a Field: its text goes there while typing, errors show once it was left.
AppTextField {
    id: control

    required property Field field

    error: field.error
    text: field.value
    onEdited: text => control.field.value = text
    onLeaving: control.field.leave()

    // typing breaks the binding of `text`; a value set by the program still has to show
    Connections {
        target: control.field
        function onValueChanged(): void {
            if (control.text !== control.field.value)
                control.text = control.field.value
        }
    }
}
