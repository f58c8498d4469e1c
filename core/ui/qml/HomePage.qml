pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import SecureClient.Model

AppPage {
    id: page

    required property HomeViewModel vm

    viewModel: vm
    maxWidth: Style.kiosk ? Style.space(220) : Style.space(260)

    GridLayout {
        Layout.fillWidth: true
        Layout.topMargin: Style.compact ? 0 : Style.space(4)
        columns: Style.compact ? 1 : 2
        columnSpacing: Style.space(6)
        rowSpacing: Style.space(4)

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Style.space(2)
            AppText {
                Layout.fillWidth: true
                text: qsTr("您好，今天要办理什么？")
                level: Style.compact ? "title" : "display"
            }
            AppText {
                Layout.fillWidth: true
                text: qsTr("数字证书、电子印章与签名，都在这里。")
                muted: true
            }
        }
        AppButton {
            objectName: "scan"
            Layout.fillWidth: Style.compact
            Layout.alignment: Qt.AlignVCenter
            iconName: "scan"
            text: qsTr("扫一扫")
            onClicked: page.vm.openTile("core.scan")
        }
    }
    GridLayout {
        id: grid

        Layout.fillWidth: true
        Layout.topMargin: Style.space(3)
        columns: Style.compact ? 1 : Math.max(2, Math.min(3, Math.floor(width / Style.space(72))))
        columnSpacing: Style.space(5)
        rowSpacing: Style.space(Style.compact ? 3 : 5)
        uniformCellWidths: true
        uniformCellHeights: !Style.compact

        Repeater {
            model: page.vm.tiles

            AppCard {
                id: tile

                required property string pageId
                required property string subtitle
                required property string iconName
                required title

                objectName: "tile_" + pageId
                Layout.fillHeight: true
                // a screen in a hall: large places to touch
                Layout.minimumHeight: !Style.kiosk ? 0 : Style.space(page.height > page.width ? 64 : 44)
                clickable: true
                titleShown: false
                content: GridLayout {
                    Layout.fillWidth: true
                    columns: Style.compact ? 2 : 1
                    columnSpacing: Style.space(4)
                    rowSpacing: Style.space(5)

                    Rectangle {
                        Layout.preferredWidth: Style.space(Style.kiosk ? 20 : 13)
                        Layout.preferredHeight: Layout.preferredWidth
                        radius: Style.radiusLarge
                        color: Style.accentSoft
                        AppIcon {
                            anchors.centerIn: parent
                            iconName: tile.iconName
                            size: Style.space(Style.kiosk ? 11 : 7)
                            color: Style.accent
                        }
                    }
                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: Style.space(1)
                        AppText {
                            Layout.fillWidth: true
                            text: tile.title
                            level: Style.kiosk ? "title" : "heading"
                        }
                        AppText {
                            Layout.fillWidth: true
                            visible: tile.subtitle !== ""
                            text: tile.subtitle
                            muted: true
                        }
                    }
                }
                onClicked: page.vm.openTile(pageId)
            }
        }
    }
    EmptyState {
        visible: page.vm.tiles.state === "empty"
        text: qsTr("还没有可用的功能模块。")
        iconName: "puzzle"
    }
    Item { Layout.fillHeight: true }
}
