pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts

// A tick beside "我已阅读并同意" and links to the texts.
RowLayout {
    id: control

    property alias checked: box.checked
    property string prefix: qsTr("我已阅读并同意")
    property var links: [] // [{id, title}]

    signal toggled(bool checked)
    signal opened(string id)

    Layout.fillWidth: true
    spacing: Style.space(1)

    AppCheckBox {
        id: box

        objectName: "agreementBox"

        Layout.fillWidth: false
        Layout.alignment: Qt.AlignTop
        Layout.preferredWidth: Style.iconSize + Style.space(3)
        Accessible.name: control.prefix + control.links.map(link => "《" + link.title + "》").join("")
        onToggled: control.toggled(checked)
    }
    Flow {
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignVCenter

        AppText {
            height: Style.controlHeight
            verticalAlignment: Text.AlignVCenter
            text: control.prefix
            MouseArea {
                anchors.fill: parent
                onClicked: {
                    box.toggle()
                    control.toggled(box.checked)
                }
            }
        }
        Repeater {
            model: control.links
            LinkText {
                required property var modelData

                height: Style.controlHeight
                text: "《" + modelData.title + "》"
                onClicked: control.opened(modelData.id)
            }
        }
    }
}
