import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts

// Label, input, and under it the error or a help line.
FocusScope {
    id: control

    property string label: ""
    property string error: ""
    property string help: ""
    property bool secret: false
    property alias text: field.text
    property alias placeholderText: field.placeholderText
    property alias inputMethodHints: field.inputMethodHints
    property alias maximumLength: field.maximumLength
    property alias readOnly: field.readOnly
    property alias validator: field.validator
    property alias input: field
    default property alias trailing: trailing.data

    signal edited(string text)
    signal leaving
    signal accepted

    function clear(): void {
        field.clear()
    }

    Layout.fillWidth: true
    implicitWidth: Style.space(80)
    implicitHeight: column.implicitHeight
    Accessible.ignored: true

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Style.space(1.5)

        AppText {
            Layout.fillWidth: true
            visible: control.label !== ""
            text: control.label
            level: "small"
            muted: true
            Accessible.ignored: true
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Style.space(2)

            TextField {
                id: field

                property bool revealed: false

                objectName: control.objectName + "Input"
                Layout.fillWidth: true
                implicitHeight: Style.controlHeight
                focus: true
                leftPadding: Style.space(3.5)
                rightPadding: control.secret ? eye.width + Style.space(1) : Style.space(3.5)
                font.pixelSize: Style.body
                color: enabled ? Style.text : Style.textDisabled
                placeholderTextColor: Style.textDisabled
                selectionColor: Style.accent
                selectedTextColor: Style.accentInk
                selectByMouse: true
                // said here as well, because Qt says it by itself only as long as the letters are hidden
                inputMethodHints: control.secret
                    ? Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase : Qt.ImhNone
                echoMode: control.secret && !revealed ? TextInput.Password : TextInput.Normal
                Accessible.name: control.label !== "" ? control.label : placeholderText
                // Qt tells no name of a password field, so its label is part of the description
                Accessible.description: [control.secret ? control.label : "", control.error !== "" ? control.error : control.help]
                    .filter(part => part !== "").join("，")
                Accessible.passwordEdit: control.secret

                onTextEdited: control.edited(text)
                onAccepted: control.accepted()
                onActiveFocusChanged: if (!activeFocus) control.leaving()

                background: Rectangle {
                    radius: Style.radius
                    color: field.readOnly || !field.enabled ? Style.surfaceSunken : Style.surface
                    border.width: field.activeFocus || control.error !== "" ? 2 : Style.lineWidth
                    border.color: control.error !== "" ? Style.danger : field.activeFocus ? Style.focus
                        : field.hovered ? Style.lineStrong : Style.line
                    Behavior on border.color { ColorAnimation { duration: Style.motion } }
                }

                IconButton {
                    id: eye

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    visible: control.secret
                    iconName: field.revealed ? "eye-off" : "eye"
                    iconColor: Style.textMuted
                    text: field.revealed ? qsTr("隐藏") : qsTr("显示")
                    onClicked: field.revealed = !field.revealed
                }
            }
            RowLayout {
                id: trailing

                visible: children.length > 0
                spacing: Style.space(2)
            }
        }
        AppText {
            Layout.fillWidth: true
            visible: text !== ""
            text: control.error !== "" ? control.error : control.help
            level: "small"
            color: control.error !== "" ? Style.danger : Style.textMuted
        }
    }
}
