pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts

// Takes a file, or several: dropped on it or picked in the system's dialog.
Rectangle {
    id: area

    property string text: qsTr("将文件拖到这里，或点击选择")
    property string iconName: "upload"
    property list<string> nameFilters: []
    property bool several: false

    signal chosen(url file)
    signal chosenAll(list<url> files)

    function pick(): void {
        dialog.active = true
        const picker = dialog.item as FileDialog
        picker.open()
    }

    Layout.fillWidth: true
    implicitHeight: column.implicitHeight + Style.space(12)
    radius: Style.radiusLarge
    color: drop.containsDrag || hover.hovered ? Style.accentSoft : Style.surface
    border.width: drop.containsDrag ? 2 : Style.lineWidth
    border.color: drop.containsDrag ? Style.accent : Style.lineStrong
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: pick()
    Keys.onReturnPressed: pick()
    Keys.onSpacePressed: pick()
    Behavior on color { ColorAnimation { duration: Style.motion } }

    ColumnLayout {
        id: column

        anchors.centerIn: parent
        width: parent.width - Style.space(8)
        spacing: Style.space(3)
        AppIcon {
            Layout.alignment: Qt.AlignHCenter
            iconName: area.iconName
            size: Style.space(8)
            color: Style.accent
        }
        AppText {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: area.text
            muted: true
            Accessible.ignored: true
        }
    }
    HoverHandler {
        id: hover
        cursorShape: Qt.PointingHandCursor
    }
    TapHandler { onTapped: area.pick() }
    DropArea {
        id: drop

        anchors.fill: parent
        onDropped: event => {
            if (event.hasUrls && area.several)
                area.chosenAll(event.urls)
            else if (event.hasUrls)
                area.chosen(event.urls[0])
        }
    }
    Loader {
        id: dialog

        active: false
        sourceComponent: FileDialog {
            nameFilters: area.nameFilters
            fileMode: area.several ? FileDialog.OpenFiles : FileDialog.OpenFile
            onAccepted: area.several ? area.chosenAll(selectedFiles) : area.chosen(selectedFile)
        }
    }
    FocusRing { shown: area.activeFocus; corner: area.radius }
}
