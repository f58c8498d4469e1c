pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient

// What a business ends or cannot undo, a sign before each line.
Repeater {
    property list<string> texts

    model: texts

    RowLayout {
        id: warning

        required property string modelData

        Layout.fillWidth: true
        spacing: Style.space(3)
        AppIcon {
            Layout.alignment: Qt.AlignTop
            iconName: "warning"
            color: Style.warning
        }
        AppText {
            Layout.fillWidth: true
            text: warning.modelData
        }
    }
}
